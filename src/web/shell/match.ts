/**
 * Where in a text the letters looked for stand, whatever their case or accents; null where they do not. The longest word is looked
 * for when the whole does not stand there.
 */
export function matchOf(text: string, q: string): { readonly from: number; readonly to: number } | null {
  const whole = fold(text)
  // Letters that fold to more or fewer of them would move the places.
  if (whole.length !== text.length) return null
  const words = [q, ...q.split(/\s+/).toSorted((one, other) => other.length - one.length)]
  for (const word of words.map(fold)) {
    if (word === '') continue
    const from = whole.indexOf(word)
    if (from !== -1) return { from, to: from + word.length }
  }
  return null
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
