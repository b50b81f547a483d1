import { describe, expect, it } from 'vitest'
import { kinds } from '../../../domain/kind.ts'
import { SourceMapping } from '../../../contract/source.ts'
import type { Step } from './edit-mapping.ts'
import { blankStep, isComplete, listed, moved, offeredSteps } from './steps.ts'

describe('the steps a column is offered', () => {
  it('are some for every column, and each is once there', () => {
    for (const { columns } of kinds) {
      for (const { type } of columns) {
        const offered = offeredSteps(type)
        expect(offered.length).toBeGreaterThan(0)
        expect(new Set(offered).size).toBe(offered.length)
      }
    }
  })

  it('can be said once where twice would contradict', () => {
    expect(offeredSteps('amount', [{ do: 'negate' }])).not.toContain('negate')
    expect(offeredSteps('text', [blankStep('split')])).toContain('split')
  })

  it('are taken by the server as soon as they are complete', () => {
    const names = new Set(kinds.flatMap(({ columns }) => columns.flatMap(({ type }) => offeredSteps(type))))
    const complete = [...names].map(blankStep).filter(isComplete)
    expect(complete.map((step) => step.do).toSorted()).toEqual(['date', 'decimal', 'negate', 'split', 'trim', 'upper'])
    const files = [{ file: 'a.csv', kind: 'lines', columns: {}, transforms: { net: complete } }]
    expect(SourceMapping.safeParse({ source: 'erp', files }).success).toBe(true)
  })
})

describe('a step', () => {
  it.each<[Step, boolean]>([
    [{ do: 'if-empty', value: '' }, false],
    [{ do: 'if-empty', value: '0' }, true],
    [{ do: 'date', form: 'D MMM YYYY' }, true],
    [{ do: 'date', form: 'D of month' }, false],
    [{ do: 'extract', pattern: '(' }, false],
    [{ do: 'extract', pattern: String.raw`^(\d+)` }, true],
    [{ do: 'look-up', values: {} }, false],
    [{ do: 'look-up', values: { R: 'invoice' } }, true],
    [{ do: 'look-up', values: {}, otherwise: 'goods' }, true],
    [{ do: 'negate' }, true],
    [{ do: 'negate', where: { column: '' } }, false],
    [{ do: 'negate', where: { column: 'Art', values: [] } }, false],
    [{ do: 'negate', where: { column: 'Art', values: ['GS'] } }, true],
    [{ do: 'split', separator: '', place: 1 }, false],
  ])('%j says all it needs: %s', (step, wanted) => {
    expect(isComplete(step)).toBe(wanted)
  })

  it('moves between the others and not beyond them', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b'])
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })
})

describe('values with commas between', () => {
  it('are read without the spaces around them', () => {
    expect(listed(' GS, Storno ,,')).toEqual(['GS', 'Storno'])
    expect(listed('')).toEqual([])
  })
})
