import { parseMicros } from '../../src/domain/money.ts'
import type { Micros } from '../../src/domain/money.ts'

/** An amount as a screen in English shows it: `-1,234.50`, `▼ -8,052`. */
export function parseShown(text: string): Micros {
  return parseMicros(text.replaceAll(/[^\d.-]/g, ''))
}

export function sumOf(amounts: readonly Micros[]): Micros {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}
