/** A small corpus of sentences of our own, of many lengths, for the speed of the neuron index. */

import { plainSentence, type Sentence } from '../src/engine/corpus/sentences';

const OPENINGS: readonly string[] = [
  'Nobody laughed',
  'The second act drags',
  'Her brother repaired the old radio',
  'On Tuesday the ferry left early',
  'It is a small film with large ambitions',
  'The committee published its report in March',
  'A gifted cast does what it can with thin material',
  'Rain had fallen all night on the roofs of the harbour',
  'What begins as a comedy turns, slowly and without warning, into something colder',
  'In the valley below the dam, farmers still measure the year by the height of the river',
  'Although the camera rarely moves, every scene seems to be looking for a way out of the room',
  'The director, who also wrote the music, has said in interviews that she never wanted to make a sequel',
];

const ENDINGS: readonly string[] = [
  '.',
  ', at last.',
  ', and that is enough.',
  ' because the clock was wrong.',
  ', which surprised no one at all.',
  ' while the others waited by the door.',
  ', but the audience did not seem to mind.',
  ' and asked for three more copies of the map.',
  ', so the price of bread went up by 4 percent.',
  ', as if somebody had finally told the truth about it.',
  '; the neighbours, however, remember a different story entirely.',
  ' until the lights came on and everyone looked for their coats.',
  ', though I would have cut the last twenty minutes without any regret.',
  ' before the engineers could explain what had gone wrong with the pumps.',
  ', and the quiet scene in the kitchen is worth the ticket all by itself.',
  ', a habit that his teachers disliked and that later made him quite famous.',
  ' when the mayor, tired of waiting, opened the bridge herself with a pair of kitchen scissors.',
];

/** Every opening with every ending. */
export const CORPUS: readonly Sentence[] = OPENINGS.flatMap(opening =>
  ENDINGS.map(ending => plainSentence(opening + ending)),
);
