/** Where the page finds what is shipped with it; absolute, since the worker has another base than the page. */

/** Folders of a model and of the index of its neurons. */
export const shippedModelUrl = (model: string) => shipped(`models/${model}/`);
export const shippedIndexUrl = (model: string) => shipped(`neurons/${model}/`);
/** Folder of the text that the shipped index is of. */
export const shippedTextUrl = () => shipped('corpus/brown/');

const shipped = (folder: string) => new URL(folder, document.baseURI).href;
