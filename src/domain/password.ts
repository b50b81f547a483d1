/** A password has at least this many characters, and no rule about which: NIST SP 800-63B-4, section 3.1.1.2. */
export const minimumPasswordLength = 15
const maximumPasswordLength = 256

/**
 * The password as it is hashed: the same characters typed on another keyboard or system are the same password.
 */
export function normalisePassword(text: string): string {
  return text.normalize('NFKC')
}

/**
 * Words that lists of stolen passwords are made of. Lists of whole passwords hold next to nothing of fifteen characters and more;
 * what is common at that length is these, joined, repeated, and filled up with digits and signs.
 */
const commonWords = [
  'password',
  'passwort',
  'passw0rd',
  'passphrase',
  'motdepasse',
  'contrasena',
  'administrator',
  'admin',
  'welcome',
  'willkommen',
  'bienvenue',
  'letmein',
  'iloveyou',
  'changeme',
  'secret',
  'default',
  'football',
  'baseball',
  'superman',
  'batman',
  'dragon',
  'monkey',
  'princess',
  'sunshine',
  'shadow',
  'master',
  'michael',
  'jessica',
  'jordan',
  'charlie',
  'thomas',
  'hunter',
  'summer',
  'winter',
  'spring',
  'autumn',
  'sommer',
  'herbst',
  'january',
  'february',
  'march',
  'april',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'monday',
  'friday',
  'login',
  'account',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'zxcvbn',
  'trustno1',
  'starwars',
  'pokemon',
  'computer',
  'internet',
  'whatever',
  'forever',
  'hello',
  'hallo',
  'love',
  'test',
  'user',
  'root',
  'guest',
  'demo',
  'abc',
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'jumpsoverthelazydog',
] as const

/** Rows of keyboards, the alphabet and the digits: whatever runs along them, either way, is no secret. */
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'qwertzuiopü',
  'azertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1q2w3e4r5t6y7u8i9o0p',
]
const allRuns = [...runs, ...runs.map((run) => Array.from(run).toReversed().join(''))]

/** What is left of a password beside common words, runs, repetition and context must be at least as long as this. */
const minimumRest = 6
const shortestRun = 4

/** Why a password cannot be used, in a sentence; null when it can. `context` is what anybody would try: name, e-mail, the product. */
export function findPasswordProblem(text: string, context: readonly string[]): string | null {
  const characters = Array.from(normalisePassword(text))
  if (characters.length < minimumPasswordLength) {
    return `Use at least ${String(minimumPasswordLength)} characters; several words that do not belong together are easy to keep`
  }
  if (characters.length > maximumPasswordLength) return `Use at most ${String(maximumPasswordLength)} characters`
  const plain = characters.join('').toLowerCase()
  const words = context.flatMap((part) => [part, ...part.split(/[^\p{L}\p{N}]+/u)]).map((word) => word.toLowerCase())
  const withoutContext = without(
    plain,
    words.filter((word) => word.length > 2),
  )
  if (isWeak(withoutContext) && withoutContext !== plain) {
    return 'Do not build it from your name, your e-mail or the name of the program'
  }
  if (isWeak(plain)) return 'Do not build it from common passwords, repetition or runs of keys'
  return null
}

function isWeak(plain: string): boolean {
  const rest = withoutRuns(without(unleet(plain), commonWords))
  return restLength(rest) < minimumRest
}

/** Different characters of a text, where whatever repeats a piece of it counts once. */
function restLength(text: string): number {
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  return new Set(smallestUnit(letters)).size
}

/** The piece that a text is a repetition of; itself when it is none. */
function smallestUnit(text: string): string {
  const at = `${text}${text}`.indexOf(text, 1)
  return at > 0 && at < text.length ? text.slice(0, at) : text
}

function without(text: string, words: readonly string[]): string {
  return words
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, ''), text)
}

function withoutRuns(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length;) {
    const length = runLength(text, at)
    if (length >= shortestRun) at += length
    else rest += text[at++] ?? ''
  }
  return rest
}

/** How long the run is that begins here. */
function runLength(text: string, at: number): number {
  let length = 1
  while (at + length < text.length && allRuns.some((run) => run.includes(text.slice(at, at + length + 1)))) length++
  return length
}

/** Reads signs that stand for letters as the letters. */
function unleet(text: string): string {
  const letters: Readonly<Record<string, string>> = { '@': 'a', $: 's', '!': 'i' }
  return text.replaceAll(/[@$!]/g, (sign) => letters[sign] ?? sign)
}
