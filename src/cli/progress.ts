import type { Progress } from '../app/context.ts'
import type { Terminal } from './print.ts'

/** How often a line is written, in milliseconds: on a screen it overwrites itself, in a log it must not flood. */
const everyMs = { screen: 200, log: 5000 }

/** Progress on the terminal: what, how far, how fast, how long still. */
export function createProgress(terminal: Terminal, quiet: boolean): Progress & { end(): void } {
  let what = ''
  let started = 0
  let written = 0
  let shown = false
  return {
    report(now, done, total) {
      if (quiet) return
      const at = performance.now()
      if (now !== what) {
        what = now
        started = at
        written = terminal.interactive ? 0 : at
      }
      if (at - written < (terminal.interactive ? everyMs.screen : everyMs.log)) return
      written = at
      const text = `${what}${progressText(done, total, (at - started) / 1000)}`
      terminal.err(terminal.interactive ? `\r\u001b[2K${text}` : `${text}\n`)
      shown = terminal.interactive
    },
    end() {
      if (shown) terminal.err('\r\u001b[2K')
    },
  }
}

function progressText(done: number, total: number | null, seconds: number): string {
  if (total === null || total === 0 || done === 0) return ' ...'
  const percent = Math.floor((done / total) * 100)
  const rate = done / Math.max(seconds, 0.001)
  const left = Math.ceil((total - done) / rate)
  return ` ${String(percent)} %, ${compact(rate)}/s, ${String(left)} s left`
}

function compact(number: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(number)
}
