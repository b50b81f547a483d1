export function Closings() {
  return null
}
