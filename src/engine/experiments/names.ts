/** Names that requests, records and the page share; free of schemas, so that the page can read them. */

/** What a dose is: the factor that activations are multiplied by, or the value that they are held at. */
export const DOSES = ['factor', 'value'] as const;
export type Dose = (typeof DOSES)[number];

/** From the top of a ranking: what adds most to the target first, or is most active; `bottom` from its other end. */
export const ORDERS = ['top', 'bottom'] as const;
export type Order = (typeof ORDERS)[number];
