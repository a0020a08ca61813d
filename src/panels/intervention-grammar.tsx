/** How changes to neurons are written, in five examples; each can be taken into the field. */

const EXAMPLES = [
  { text: 'L3.ffn.812=0', means: 'switches a neuron off, at every token' },
  {
    text: 'L3.ffn.{1,7-9}=mean',
    means:
      'holds neurons 1, 7, 8 and 9 at their means over the corpus; likewise median, min, max, p99, or baseline',
  },
  { text: 'L3.ffn.812*-2', means: 'multiplies an activation' },
  { text: 'L3.ffn.812@4+1.5', means: 'adds to an activation, at token 4 only; +-1.5 takes away' },
  { text: 'L3.resid@4=patch', means: 'takes a whole site’s activations at token 4 from another text' },
] as const;

export function InterventionGrammar({ onTake }: { onTake: (example: string) => void }) {
  return (
    <div className="grammar">
      <dl>
        {EXAMPLES.map(({ text, means }) => (
          <div key={text}>
            <dt>
              <button type="button" className="link-button" onClick={() => onTake(text)}>
                <code translate="no">{text}</code>
              </button>
            </dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <p className="dim">
        Several stand apart by semicolons, and act in their order. Tokens count from 0, [CLS] included.
      </p>
    </div>
  );
}
