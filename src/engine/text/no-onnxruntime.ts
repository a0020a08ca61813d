/** Stands in for onnxruntime-web: the tokenizer's package imports it, nothing here runs it. */
export const env = { wasm: {}, webgl: {} };
export default { env };
