import { describe, expect, it } from 'vitest'
import { metricIds } from './metric-definition.ts'
import { metricOf } from './metric.ts'
import { restOnSameFacts } from './same-facts.ts'

describe('restOnSameFacts', () => {
  it.each([
    ['net-profit', 'net-profit-rate'],
    ['financing-cost', 'financing-rate'],
    ['financing-rate', 'average-days-late'],
    ['spend', 'net-profit-rate'],
    ['spend', 'financing-rate'],
    ['spend', 'gross-margin-rate'],
    ['spend', 'orders'],
    ['service-cost', 'net-profit'],
    ['inventory-carrying', 'taken-rate'],
  ])('%s and %s do', (one, other) => {
    expect(restOnSameFacts(metricOf(one), metricOf(other))).toBe(true)
  })

  it.each([
    ['spend', 'taken-rate'],
    ['spend', 'average-days-late'],
    ['gross-margin-rate', 'standing'],
    ['gross-margin-rate', 'financing-cost'],
    ['financing-rate', 'taken-rate'],
    ['service-cost', 'inventory-carrying'],
  ])('%s and %s do not', (one, other) => {
    expect(restOnSameFacts(metricOf(one), metricOf(other))).toBe(false)
  })

  it('law: a figure rests on its own facts, and two do so either way round', () => {
    for (const one of metricIds.map(metricOf)) {
      expect(restOnSameFacts(one, one)).toBe(true)
      for (const other of metricIds.map(metricOf)) {
        expect(restOnSameFacts(one, other)).toBe(restOnSameFacts(other, one))
      }
    }
  })
})
