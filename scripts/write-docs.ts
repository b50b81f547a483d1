// npm run docs: writes the parts of the pages that are made from the code.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generatedParts, withPart } from './generated-docs.ts'

const root = join(import.meta.dirname, '..')

for (const part of generatedParts) {
  const path = join(root, part.page)
  const text = readFileSync(path, 'utf8')
  const written = withPart(text, part)
  if (written !== text) writeFileSync(path, written)
  console.log(`${written === text ? 'as it was' : 'written  '} ${part.page}`)
}
