const accents: Readonly<Record<string, string>> = {
  a: 'à', b: 'ƀ', c: 'ç', d: 'ď', e: 'é', f: 'ƒ', g: 'ğ', h: 'ĥ', i: 'ï', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ', n: 'ñ', o: 'ö',
  p: 'þ', r: 'ŕ', s: 'š', t: 'ţ', u: 'ü', v: 'ṽ', w: 'ŵ', y: 'ý', z: 'ž', A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ď', E: 'É', F: 'Ƒ',
  G: 'Ğ', H: 'Ĥ', I: 'Ï', L: 'Ļ', N: 'Ñ', O: 'Ö', P: 'Þ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', W: 'Ŵ', Y: 'Ý', Z: 'Ž',
} // prettier-ignore

/**
 * English text that looks foreign and is two fifths longer: shows on screen what bypasses the catalogue and what does not fit.
 * What stands in `{{braces}}` or `<tags>` stays.
 */
export function pseudo(text: string): string {
  const parts = text.split(/(\{\{[^}]*\}\}|<[^>]*>)/)
  const accented = parts.map((part, index) =>
    index % 2 === 1 ? part : part.replaceAll(/[a-z]/gi, (letter) => accents[letter] ?? letter),
  )
  const letters = parts.filter((_, index) => index % 2 === 0).join('').length
  // In pieces as long as words are, for words break into lines too.
  const filling = '~'
    .repeat(Math.ceil(letters * 0.4))
    .match(/~{1,10}/g)
    ?.join(' ')
  return `[${accented.join('')}${filling ?? ''}]`
}

export type Texts = { readonly [key: string]: string | Texts }

/** The same for a whole catalogue. */
export function pseudoOf(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, value]) => [key, typeof value === 'string' ? pseudo(value) : pseudoOf(value)]),
  )
}
