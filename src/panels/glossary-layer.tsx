/** Shows what a term means: on hover, on focus, and on a tap or click, which keeps it open. */

import './term.css';
import { Popover } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import * as glossary from './glossary';
import { useGlossary } from './term';
import { arrange, walkTerms } from './term-order';

interface Shown {
  readonly term: glossary.TermName;
  readonly at: Element;
  /** Opened by a tap or click: stays until it is dismissed. */
  readonly isPinned: boolean;
}

/** Milliseconds that the pointer rests on a term before it is explained, and may be off it before that ends. */
const [REST, LEAVE] = [250, 200];

export function GlossaryLayer() {
  const [shown, setShown] = useState<Shown | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anchor = useRef<Element | null>(null);
  anchor.current = shown?.at ?? null;

  useEffect(() => {
    useGlossary.setState({ loaded: glossary });
    const later = (change: (now: Shown | null) => Shown | null, after: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setShown(change), after);
    };
    const show = (at: Element, isPinned: boolean) => {
      const term = termAt(at);
      return term ? { term, at, isPinned } : null;
    };
    const over = ({ target, pointerType }: PointerEvent) => {
      const at = termElement(target);
      if (at && pointerType !== 'touch') later(now => (now?.isPinned ? now : show(at, false)), REST);
    };
    const out = ({ target }: PointerEvent) => {
      if (termElement(target)) later(now => (now?.isPinned ? now : null), LEAVE);
    };
    const focusIn = ({ target }: FocusEvent) => {
      const at = termElement(target);
      if (!at) return;
      arrange(document, at);
      if (at.matches(':focus-visible')) setShown(show(at, false));
    };
    const focusOut = ({ target }: FocusEvent) => {
      if (termElement(target)) setShown(null);
    };
    const click = ({ target }: MouseEvent) => {
      const at = termElement(target);
      if (!at) return;
      clearTimeout(timer.current);
      setShown(now => (now?.at === at && now.isPinned ? null : show(at, true)));
    };
    const keyDown = (event: KeyboardEvent) => {
      const next = walkTerms(event, termElement(event.target));
      if (!next) return;
      // The neuron's page has a use of its own for arrow keys.
      event.stopPropagation();
      event.preventDefault();
      next.focus();
    };
    let frame = 0;
    const rearrange = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => arrange(document));
    };
    const observer = new MutationObserver(rearrange);
    observer.observe(document.body, { childList: true, subtree: true });
    rearrange();
    const abort = new AbortController();
    const { signal } = abort;
    document.addEventListener('pointerover', over, { signal });
    document.addEventListener('pointerout', out, { signal });
    document.addEventListener('focusin', focusIn, { signal });
    document.addEventListener('focusout', focusOut, { signal });
    document.addEventListener('click', click, { signal });
    document.addEventListener('keydown', keyDown, { signal, capture: true });
    return () => {
      abort.abort();
      observer.disconnect();
      clearTimeout(timer.current);
      cancelAnimationFrame(frame);
    };
  }, []);

  const definition: glossary.Definition | null = shown && glossary.GLOSSARY[shown.term];
  return (
    <>
      <div hidden>
        {glossary.termNames().map(name => (
          <span key={name} id={`term-${name}`}>
            {glossary.GLOSSARY[name].means}
          </span>
        ))}
      </div>
      <Popover.Root open={shown !== null} onOpenChange={isOpen => !isOpen && setShown(null)}>
        <Popover.Anchor virtualRef={anchor} />
        <Popover.Portal>
          <Popover.Content
            className="floating term-card"
            role="tooltip"
            side="top"
            sideOffset={4}
            collisionPadding={8}
            onOpenAutoFocus={event => event.preventDefault()}
            onCloseAutoFocus={event => event.preventDefault()}
            onFocusOutside={event => event.preventDefault()}
            onInteractOutside={event => termElement(event.target) && event.preventDefault()}
            onPointerEnter={() => clearTimeout(timer.current)}
            onPointerLeave={() => setShown(now => (now?.isPinned ? now : null))}
          >
            {definition && (
              <>
                <strong>{definition.forms[0]}</strong> {definition.means}{' '}
                <span className="dim">({definition.source})</span>
              </>
            )}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </>
  );
}

function termElement(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.term') : null;
}

function termAt(element: Element): glossary.TermName | undefined {
  const name = element.getAttribute('data-term');
  return glossary.termNames().find(each => each === name);
}
