import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('src/web'),
  // Below whatever path the server puts into <base>: one build serves the own book at / and the demo at /demo/.
  base: './',
  plugins: [react(), fontFirst(), withinBudget(), compressed()],
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    // The policy of the server allows no inline script; every browser of the target preloads modules by itself.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](?:echarts|zrender)[\\/]/ },
            // Small parts that most screens share travel together rather than one by one.
            { name: 'ui', test: /(?:@tabler[\\/]icons-react|src[\\/]web[\\/]ui)[\\/]/ },
            { name: 'react', test: /node_modules[\\/](?:react|react-dom|scheduler)[\\/]/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: Number(process.env['WEB_PORT'] ?? 4150),
    strictPort: true,
    proxy: { '/api/v1': process.env['WEB_SERVER'] ?? 'http://127.0.0.1:4110' },
  },
})

/** Asks for the letters with the page: a browser would else learn of them only once the styles are read and text is laid out. */
function fontFirst(): Plugin {
  return {
    name: 'font-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => /inter-latin-wght-normal-.*\.woff2$/.test(name))
        if (font === undefined) return []
        const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${font}` }
        return [{ tag: 'link', attrs, injectTo: 'head' }]
      },
    },
  }
}

/** Script, packed with gzip, that may come before the charts of the Portfolio: a page on a slow line is read, not waited for. */
const budget = 250_000

/** Fails the build when a first visit to the Portfolio would load more script than the budget before its charts. */
function withinBudget(): Plugin {
  return {
    name: 'within-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_, bundle) {
      const chunks = new Map(
        Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])),
      )
      const first = [...chunks.values()].filter(
        ({ isEntry, facadeModuleId }) =>
          isEntry || facadeModuleId?.endsWith('/screens/portfolio/Portfolio.tsx') === true,
      )
      const needed = new Set(first.map(({ fileName }) => fileName))
      for (const fileName of needed) for (const imported of chunks.get(fileName)?.imports ?? []) needed.add(imported)
      const sizes = [...needed].flatMap((fileName) => {
        const code = chunks.get(fileName)?.code
        return code === undefined ? [] : [{ fileName, bytes: gzipSync(code, { level: 9 }).byteLength }]
      })
      const bytes = sizes.reduce((sum, size) => sum + size.bytes, 0)
      const list = sizes
        .toSorted((one, other) => other.bytes - one.bytes)
        .map((size) => `${size.fileName} ${size.bytes}`)
      const said = `${bytes} of ${budget} bytes of script before the charts of the Portfolio`
      if (first.length < 2 || bytes > budget) this.error(`${said}:\n${list.join('\n')}`)
      this.info(said)
    },
  }
}

/** Puts a .br and a .gz beside every text, so that the server never compresses what does not change. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (!/\.(?:js|css|html|svg|json)$/.test(name)) continue
          const text = Buffer.from(file.type === 'chunk' ? file.code : file.source)
          this.emitFile({ type: 'asset', fileName: `${name}.gz`, source: gzipSync(text, { level: 9 }) })
          this.emitFile({
            type: 'asset',
            fileName: `${name}.br`,
            source: brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
          })
        }
      },
    },
  }
}
