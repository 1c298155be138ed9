import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/**
 * What runs before a part that comes later: it waits for the part's style sheets. Vite's own also
 * knows nonces, scripts and old browsers, and would cost every phone 0.5 kB.
 */
const styleLoader = `export const __vitePreload = (load, styles = []) =>
  Promise.all(styles.map((style) => {
    const href = '/' + style
    return document.querySelector('link[href="' + href + '"]') || new Promise((onload, failed) => {
      const link = document.createElement('link')
      const onerror = () => failed(link.remove())
      document.head.append(Object.assign(link, { rel: 'stylesheet', href, onload, onerror }))
    })
  })).then(load)`

const smallLoader: Plugin = {
  name: 'small-loader',
  enforce: 'pre',
  load: (id) => (id.endsWith('vite/preload-helper.js') ? styleLoader : undefined),
}

/**
 * The document names the style sheets of its page (`server/http/documents.ts`). What opens a page
 * need not list those of all pages once more, which would cost every phone 0.3 kB.
 */
const lightEntry: Plugin = {
  name: 'light-entry',
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk' && chunk.isEntry)
          chunk.code = chunk.code
            .replace(/^const __vite__mapDeps=.*\n/, '')
            .replaceAll(/,__vite__mapDeps\([^)]*\)/g, '')
    },
  },
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    smallLoader,
    lightEntry,
    svelte({ configFile: false, compilerOptions: { runes: true } }),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Says which files a page needs, so that whoever serves it can preload them with the document.
    manifest: true,
    modulePreload: {
      // Our oldest browsers preload modules themselves; the polyfill would cost every phone 0.4 kB.
      polyfill: false,
      // The document names the scripts of its page, and a part that comes later needs few that are
      // not there: a list of them would cost every phone 0.2 kB. Its style sheets are named.
      resolveDependencies: (_file, needed) => needed.filter((file) => file.endsWith('.css')),
    },
    // An inlined asset would be a data: address, which the content security policy refuses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: {
        // Svelte's package does not say that its files do nothing when imported, so all that any
        // page uses of the runtime, and a class for custom elements that none does, would load with
        // every page: 2 kB of a phone's 30.
        moduleSideEffects: [{ test: /svelte.src.internal.client/, sideEffects: false }],
      },
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          // Few files, each of things that are needed together: left alone, the bundler makes thirty,
          // and a phone would pay 2 kB of gzip headers. A list that has gone stale costs bytes only.
          groups: [
            { name: 'forms', test: /svelte.*bindings.(?!this|shared)/ },
            { name: 'desk', test: /svelte.*(attachments|bindings.this)/ },
            { name: 'clock', test: /live.now/ },
            {
              name: 'match',
              test: /core.(clock|match|sport.corrections)|parts.(match-words|break-words|number-words|unit-(words|called|columns)|call-words|minute-words|counter-marks|suspended|board-story|large-score|clock-face|ClockFace|Scoreboard|UnitTable|MatchStory|places|ShootoutDots|kicks-due|SideMarks|Unbroken)/,
            },
            {
              // Svelte, and what of ours is on most pages: in a file of its own, that would name
              // fifty things of Svelte's once more, in 0.4 kB.
              name: 'base',
              test: /node_modules.(svelte|esm-env|clsx)|core.(ids|paths|colours|update)|client.(api|app.css|live.(topic|connection|backoff|refusal|storage|late-part)|parts.(Brand|PageBar|Connection|Option(?!List)|marks|Bar\.|Result(Chart|Options)))/,
            },
          ],
        },
      },
    },
  },
  server: { fs: { allow: ['..'] } },
})
