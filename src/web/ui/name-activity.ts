/** Activities that most books note, by the keys that the kinds of files propose: they have a name in every language. */
const usual = [
  'call',
  'visit',
  'quote',
  'order',
  'inquiry',
  'credit_check',
  'credit_note',
  'complaint',
  'return',
  'special_handling',
] as const
type UsualActivity = (typeof usual)[number]

export function isUsualActivity(key: string): key is UsualActivity {
  return usual.some((one) => one === key)
}

/** A key that a book has of its own, as words: `Site survey` of `site_survey`. */
export function nameActivity(key: string): string {
  const words = key.replaceAll(/[_-]+/g, ' ').trim()
  return words === '' ? key : words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
