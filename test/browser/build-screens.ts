import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { projectRoot } from '../cli/book.ts'

/** Builds the screens where they are stale, as `npm start` does. */
export async function buildScreens(): Promise<void> {
  const building = spawn(process.execPath, [join(projectRoot, 'scripts', 'run.mjs'), 'screens'], { stdio: 'inherit' })
  const [code] = (await once(building, 'close')) as [number | null]
  if (code !== 0) throw new Error('Cannot build the screens')
}
