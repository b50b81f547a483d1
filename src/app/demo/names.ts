import type { Random } from './prng.ts'
import { wordsByLanguage } from './words.ts'
import type { Language } from './words.ts'

/** The name of a family or a founder, put together from two words. */
export function surname(language: Language, random: Random): string {
  const words = wordsByLanguage[language]
  return random.pick(words.stemStarts) + random.pick(words.stemEnds)
}

/** Given name and surname of a rep. */
export function personName(language: Language, random: Random): string {
  return `${random.pick(wordsByLanguage[language].givenNames)} ${surname(language, random)}`
}

/** An invented town. */
export function townName(language: Language, random: Random): string {
  const words = wordsByLanguage[language]
  const [start, end] = [random.pick(words.townStarts), random.pick(words.townEnds)]
  const apart = language === 'en' && /^(Upper|Lower|Great|Little)$/.test(start)
  return apart ? `${start} ${end.charAt(0).toUpperCase()}${end.slice(1)}` : start + end
}

/** The name of an account of its own: surname, trade and legal form. */
export function accountName(language: Language, segment: number, random: Random): string {
  const words = wordsByLanguage[language]
  return `${surname(language, random)} ${words.trades[segment] ?? ''} ${random.pick(words.legalForms)}`
}

/** The name of the head of a group. */
export function groupName(stem: string, language: Language, random: Random): string {
  const words = wordsByLanguage[language]
  const word = random.pick(words.groupWords)
  return language === 'fr' ? `${word} ${stem} SA` : `${stem} ${word} ${words.legalForms[0] ?? ''}`
}

/** The name of a member of a group: stem, trade, legal form and where it is. */
export function memberName(stem: string, language: Language, segment: number, town: string, random: Random): string {
  const words = wordsByLanguage[language]
  const plant = language === 'en' ? `${town} ${words.plantWord}` : `${words.plantWord} ${town}`
  return `${stem} ${words.trades[segment] ?? ''} ${random.pick(words.legalForms)}, ${plant}`
}

/** Street and number. */
export function streetName(language: Language, random: Random): string {
  const street = random.pick(wordsByLanguage[language].streets)
  const number = random.between(1, 180)
  return language === 'de' || language === 'nl' ? `${street} ${number}` : `${number} ${street}`
}

/** A postal code in the form of the country. */
export function postcode(language: Language, random: Random): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ'
  const letter = (): string => letters.charAt(random.between(0, letters.length - 1))
  if (language === 'nl') return `${random.between(1000, 9999)} ${letter()}${letter()}`
  if (language === 'en') {
    return `${letter()}${letter()}${random.between(1, 29)} ${random.between(1, 9)}${letter()}${letter()}`
  }
  return String(random.between(10000, 98999))
}
