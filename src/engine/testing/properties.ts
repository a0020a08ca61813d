/** fast-check with one seed for all: the same cases in every run, so that no test fails by chance. */

import fc from 'fast-check';

fc.configureGlobal({ seed: 2026 });

export { fc };
