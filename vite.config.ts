import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { corpusText } from './scripts/corpus-plugin.ts';
import { ENTRIES_APART, entriesApart } from './scripts/entries-plugin.ts';

// Threads of the wasm backend need SharedArrayBuffer, hence a cross-origin isolated page.
const ISOLATION = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

// blob: is for the wasm backend's threads, which start from a script that it makes at run time.
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval' blob:",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * The factory of the threaded wasm backend is passed to its threads as source text. Minified, that text
 * refers to a name outside itself (`_scriptDir`) and every thread dies silently; without the name it works.
 * It also makes eight threads whatever is asked for, and starts only when all have answered; it is to make those that it
 * uses, one less than are asked for, since the caller works too. `wasm.ts` sets the property to twice their number.
 */
function selfContainedWasmThreads(): Plugin {
  const fallback = 'if(typeof _scriptDir !== "undefined" && _scriptDir){scriptDirectory=_scriptDir}';
  const script = 'Module["mainScriptUrlOrBlob"]||_scriptDir';
  const pool = 'var pthreadPoolSize=8;';
  return {
    name: 'finegrain:self-contained-wasm-threads',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('tfjs-backend-wasm-threaded-simd.js')) return null;
      const missing = [fallback, script, pool].filter(text => !code.includes(text));
      if (missing.length > 0) this.error(`tfjs-backend-wasm changed: expected «${missing.join('» and «')}»`);
      return {
        code: code
          .replace(fallback, '')
          .replaceAll(script, 'Module["mainScriptUrlOrBlob"]')
          .replace(pool, 'var pthreadPoolSize=Math.max(1,navigator["hardwareConcurrency"]/2-1);'),
        map: null,
      };
    },
  };
}

/** The policy as a header on dev and preview servers is not enough for a static host: the built page carries it. */
function contentSecurityPolicyMeta(): Plugin {
  return {
    name: 'finegrain:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Writes the names of all built files for the service worker, which keeps them for visits without a network. */
function assetList(): Plugin {
  let folder = '';
  let assets = '';
  return {
    name: 'finegrain:asset-list',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
      assets = config.build.assetsDir;
    },
    writeBundle() {
      const files = readdirSync(join(folder, assets)).map(name => `${assets}/${name}`);
      writeFileSync(join(folder, 'assets.json'), JSON.stringify(files));
    },
  };
}

/** Writes the licences of all packages that are part of the page or its worker; collects them over both builds. */
function licences(packages = new Set<string>()): Plugin[] {
  const collect: Plugin = {
    name: 'finegrain:collect-licences',
    generateBundle() {
      for (const id of this.getModuleIds()) {
        const folder = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1];
        if (folder) packages.add(folder);
      }
    },
  };
  const write: Plugin = {
    name: 'finegrain:write-licences',
    apply: 'build',
    generateBundle() {
      const texts = [...packages].sort().flatMap(folder => {
        const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const text = file ? readFileSync(join(folder, file), 'utf8').trim() : `Licence: ${license}`;
        return [`${name} ${version}\n\n${text}\n`];
      });
      this.emitFile({
        type: 'asset',
        fileName: 'licences.txt',
        source: texts.join(`\n${'-'.repeat(80)}\n\n`),
      });
    },
  };
  return [collect, write];
}

const [collectLicences, writeLicences] = licences();

/** Without a type of its own the weights would be compressed as text: slower, and their length unknown to the page. */
function binaryWeights(): Plugin {
  return {
    name: 'finegrain:binary-weights',
    configurePreviewServer(server) {
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0]?.endsWith('.safetensors')) {
          response.setHeader('Content-Type', 'application/octet-stream');
        }
        next();
      });
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [
    react(),
    selfContainedWasmThreads(),
    contentSecurityPolicyMeta(),
    binaryWeights(),
    corpusText(),
    assetList(),
    entriesApart(),
    collectLicences,
    writeLicences,
  ],
  resolve: {
    alias: {
      // Only the tokenizer of @xenova/transformers is used; its inference runtime stays out of the bundle.
      'onnxruntime-web': fileURLToPath(new URL('./src/engine/text/no-onnxruntime.ts', import.meta.url)),
    },
  },
  worker: {
    format: 'es',
    plugins: () => [selfContainedWasmThreads(), collectLicences],
    rolldownOptions: { output: ENTRIES_APART },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1200,
    // Of the page's own head only: WebKit never asks again for a part whose preload failed.
    modulePreload: { resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []) },
    // One file: a style that could not be loaded is left out when its script is tried again.
    cssCodeSplit: false,
    // The corpus's text takes some seconds to write; that is no defect of the build.
    rolldownOptions: { checks: { pluginTimings: false }, output: ENTRIES_APART },
  },
  server: { headers: ISOLATION },
  preview: { headers: { ...ISOLATION, 'Content-Security-Policy': CONTENT_SECURITY_POLICY } },
});
