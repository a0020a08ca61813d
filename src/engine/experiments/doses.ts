/** What a dose is: the factor that activations are multiplied by, or the value that they are held at. */
export const DOSES = ['factor', 'value'] as const;
export type Dose = (typeof DOSES)[number];
