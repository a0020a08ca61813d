/** Sentences of our own to start from, each with the short name that its button carries. */

export interface Example {
  readonly name: string;
  readonly text: string;
}

export const EXAMPLES = [
  {
    name: 'a close call',
    text: 'A clumsy, overlong, oddly moving portrait of two brothers who cannot say sorry.',
  },
  {
    name: 'double negation',
    text: 'It would not be fair to say that nothing here works, because the last ten minutes are never dull.',
  },
  {
    name: 'sarcasm',
    text: 'Wonderful, another two hours of handsome people explaining the plot to each other in parking garages.',
  },
  {
    name: 'a turn at the end',
    text: 'Gorgeous costumes, a witty script, a cast to die for, and still I checked my watch every five minutes.',
  },
  {
    name: 'praise',
    text: 'Warm, patient and quietly funny, it trusts its audience and earns every tear.',
  },
] as const satisfies readonly Example[];
