/** A place on the map, in degrees. */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371.0088

/** Roads are longer than the straight line by this factor, and are driven at this many kilometres an hour, door to door. */
const roadFactor = 1.3
const kilometresPerHour = 60

/** A place from the texts of an import; null where one of them is missing or is no degree of the globe. */
export function placeFrom(latitude: string | null, longitude: string | null): Place | null {
  if (latitude === null || longitude === null || latitude === '' || longitude === '') return null
  const [north, east] = [Number(latitude), Number(longitude)]
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { latitude: north, longitude: east } : null
}

/** Kilometres between two places along the great circle, after the haversine formula. */
export function greatCircle(one: Place, other: Place): number {
  const [from, to] = [radians(one.latitude), radians(other.latitude)]
  const north = Math.sin((to - from) / 2)
  const east = Math.sin(radians(other.longitude - one.longitude) / 2)
  // Rounding takes the root of opposite ends of the globe past 1.
  return 2 * earthRadius * Math.asin(Math.min(1, Math.hypot(north, Math.sqrt(Math.cos(from) * Math.cos(to)) * east)))
}

/** Whole minutes by road over a distance as the crow flies. */
export function minutesOver(kilometres: number): number {
  return Math.round((kilometres * roadFactor * 60) / kilometresPerHour)
}

/** How far an account is from its owner. */
export interface Travel {
  /** As the crow flies, with one decimal; null where no site or not the owner's place is on the map. */
  readonly kilometres: number | null
  /** One way. */
  readonly minutes: number
  /** Whether somebody gave the minutes, or they follow from the distance. */
  readonly basis: 'given' | 'distance'
}

/**
 * The way from the owner's place to the nearest site. Minutes that somebody gave go before those that follow from the distance: a
 * line on the map knows no ferry. Null when neither is known.
 */
export function travelTo(given: number | null, owner: Place | null, sites: readonly Place[]): Travel | null {
  const distances = owner === null ? [] : sites.map((site) => greatCircle(owner, site))
  const nearest = distances.length === 0 ? null : Math.round(Math.min(...distances) * 10) / 10
  if (given !== null) return { kilometres: nearest, minutes: given, basis: 'given' }
  return nearest === null ? null : { kilometres: nearest, minutes: minutesOver(nearest), basis: 'distance' }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
