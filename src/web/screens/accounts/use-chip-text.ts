import { movementClasses } from '../../../domain/movement.ts'
import { useBandText } from '../../ui/band-text.ts'
import { useBook, useCurrency, useFormat } from '../../ui/book-context.ts'
import { useT } from '../../i18n/i18n.ts'
import { bandOfKey } from './bands.ts'
import type { Chip } from './chips.ts'

const none = 'none'

/** Writes a condition in words, with the names of what it is about. */
export function useChipText(
  nameOfRoot: (id: string) => string | undefined,
): (chip: Pick<Chip, 'field' | 'value'>) => string {
  const t = useT('accounts')
  const format = useFormat()
  const bandText = useBandText()
  const currency = useCurrency()
  const book = useBook()
  const nameIn = (all: readonly { readonly key: string; readonly name: string }[] | undefined, key: string) =>
    all?.find((one) => one.key === key)?.name ?? key
  return ({ field, value }) => {
    switch (field) {
      case 'within':
        return t('chip.within')
      case 'grade':
        return value === none ? t('chip.noGrade') : t('chip.grade', { value })
      case 'gradeBefore':
        return value === none ? t('chip.noGradeBefore') : t('chip.gradeBefore', { value })
      case 'gradeAt': {
        // A day, a colon and the grade.
        const [on, grade] = [value.slice(0, 10), value.slice(11)]
        const day = format.day(on)
        return grade === none ? t('chip.noGradeAt', { day }) : t('chip.gradeAt', { grade, day })
      }
      case 'movement': {
        const movement = movementClasses.find((one) => one === value)
        return movement === undefined ? value : t(`common:movement.${movement}`)
      }
      case 'spendBand': {
        if (value === none) return t('chip.noSpend')
        const band = bandOfKey(value)
        return t('chip.spendBand', { value: band === null ? value : bandText(band) })
      }
      case 'owner':
        return value === none ? t('chip.noOwner') : t('chip.owner', { value: nameIn(book?.owners, value) })
      case 'territory':
        return value === none ? t('chip.noTerritory') : t('chip.territory', { value: nameIn(book?.territories, value) })
      case 'segment':
        return value === none ? t('chip.noSegment') : t('chip.segment', { value: nameIn(book?.segments, value) })
      case 'minSpend':
      case 'maxSpend':
        return t(`chip.${field}`, { value: format.wholeMoney(value, currency) })
      case 'standing':
        return t(value === 'left' ? 'chip.left' : 'chip.valid')
      case 'lastBefore':
        return t('chip.lastBefore', { value: format.day(value) })
      case 'root': {
        const name = nameOfRoot(value)
        return name === undefined ? t('chip.rootUnknown') : t('chip.root', { value: name })
      }
    }
  }
}
