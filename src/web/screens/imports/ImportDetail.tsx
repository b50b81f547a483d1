export function ImportDetail() {
  return null
}
