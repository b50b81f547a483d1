import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatCircle, minutesOver, placeFrom, travelTo } from './travel.ts'

const hamburg = { latitude: 53.5511, longitude: 9.9937 }
const munich = { latitude: 48.1351, longitude: 11.582 }
const degree = { latitude: 0, longitude: 1 }
const origin = { latitude: 0, longitude: 0 }

describe('greatCircle', () => {
  it.each([
    ['Hamburg to Munich', hamburg, munich, 612.4],
    ['a degree of the equator', origin, degree, 111.195],
    ['pole to pole', { latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }, 20015.115],
  ])('%s', (_, one, other, kilometres) => {
    expect(greatCircle(one, other)).toBeCloseTo(kilometres, kilometres < 600 || kilometres > 700 ? 2 : 0)
  })

  const places = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  })

  it('is the same both ways, none to itself, and never more than half the globe', () => {
    fc.assert(
      fc.property(places, places, (one, other) => {
        const kilometres = greatCircle(one, other)
        expect(kilometres).toBeCloseTo(greatCircle(other, one), 6)
        expect(kilometres).toBeGreaterThanOrEqual(0)
        expect(kilometres).toBeLessThanOrEqual(20015.2)
        expect(greatCircle(one, one)).toBe(0)
      }),
    )
  })
})

describe('placeFrom', () => {
  it.each([
    ['53.5511', '9.9937', hamburg],
    ['-33.9', '-70', { latitude: -33.9, longitude: -70 }],
    ['91', '0', null],
    ['0', '181', null],
    [null, '0', null],
    ['', '0', null],
    ['north', '0', null],
  ])('reads %j and %j', (latitude, longitude, place) => {
    expect(placeFrom(latitude, longitude)).toEqual(place)
  })
})

describe('travelTo', () => {
  it('is by road to the nearest site', () => {
    expect(travelTo(null, origin, [munich, degree])).toEqual({ kilometres: 111.2, minutes: 145, basis: 'distance' })
    expect(minutesOver(111.2)).toBe(145)
  })

  it('takes the minutes somebody gave before those of the map, and shows the distance beside them', () => {
    expect(travelTo(200, origin, [degree])).toEqual({ kilometres: 111.2, minutes: 200, basis: 'given' })
    expect(travelTo(0, null, [])).toEqual({ kilometres: null, minutes: 0, basis: 'given' })
  })

  it('is unknown without minutes and without a place at either end', () => {
    expect(travelTo(null, null, [degree])).toBeNull()
    expect(travelTo(null, origin, [])).toBeNull()
  })
})
