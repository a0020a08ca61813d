/**
 * Keeps React and a translator of pages apart. Chrome's and others put `<font>` elements in the place of text nodes, into
 * which React goes on writing: what it writes is then seen by nobody, and what it removes is not there to be removed.
 */

/** What a translator puts in the place of a text; the page itself has none. */
const FOREIGN = 'FONT';

/**
 * From now on, a replaced text that changes comes back, with the rest of its sentence, for the translator to read anew;
 * and a replaced text that is removed takes with it what stands in its place.
 * @returns a function that ends the watch, but leaves what elements tolerate
 */
export function keepTranslatable(root: HTMLElement): () => void {
  const standIns = new WeakMap<Node, Element>();
  const originals = new WeakMap<Element, Text>();

  const changes = new MutationObserver(records => {
    for (const { target } of records) {
      const parent = standIns.get(target)?.parentElement;
      for (const child of [...(parent?.children ?? [])]) restore(child);
    }
  });

  function restore(standIn: Element) {
    const text = originals.get(standIn);
    if (!text || text.parentNode) return;
    standIn.replaceWith(text);
    forget(text);
  }

  /** What the page sees as removed or moved has no stand-in any more. */
  function forget(text: Node) {
    const standIn = standIns.get(text);
    standIns.delete(text);
    if (standIn) originals.delete(standIn);
  }

  const replacements = new MutationObserver(records => {
    for (const { removedNodes, addedNodes, previousSibling, nextSibling, target } of records) {
      for (const text of removedNodes) {
        if (!(text instanceof Text) || text.parentNode) continue;
        const standIn = [...addedNodes, previousSibling, nextSibling].find(
          (node): node is Element =>
            node instanceof Element &&
            node.tagName === FOREIGN &&
            node.parentNode === target &&
            !originals.has(node),
        );
        if (!standIn) continue;
        standIns.set(text, standIn);
        originals.set(standIn, text);
        changes.observe(text, { characterData: true });
      }
    }
  });
  replacements.observe(root, { childList: true, subtree: true });
  tolerate(standIns, forget);
  return () => {
    replacements.disconnect();
    changes.disconnect();
  };
}

/** Lets parents remove, and insert in front of, children that a translator has put others in the place of. */
function tolerate(standIns: WeakMap<Node, Element>, forget: (text: Node) => void): void {
  const { removeChild, insertBefore, appendChild } = Node.prototype;
  /** What its parent has in the place of a child; null for a text that somebody took away without a trace. */
  const present = (parent: Node, child: Node): Node | null => {
    const standIn = standIns.get(child);
    if (child.parentNode === parent) return child;
    if (standIn?.parentNode === parent) return standIn;
    return child instanceof Text && !child.parentNode ? null : child;
  };
  const comes = (child: Node) => {
    const standIn = standIns.get(child);
    if (standIn && !child.parentNode) standIn.remove();
    forget(child);
  };
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const found = present(this, child);
    forget(child);
    if (found) removeChild.call(this, found);
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, child: T, before: Node | null): T {
    comes(child);
    insertBefore.call(this, child, before && present(this, before));
    return child;
  };
  Node.prototype.appendChild = function <T extends Node>(this: Node, child: T): T {
    comes(child);
    appendChild.call(this, child);
    return child;
  };
}
