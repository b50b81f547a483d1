/**
 * A grade for where there is room for a letter or three: the shortest beginning that tells the grades of the policy apart, as
 * long for all of them. A, B and C stay as they are; Core, Growth, Convenience and Drain become Cor, Gro, Con and Dra.
 */
export function shortGrade(grade: string, grades: readonly string[]): string {
  const letters = [...new Set([...grades, grade])].map((label) => Array.from(label))
  const longest = Math.max(...letters.map(({ length }) => length))
  for (let length = 1; length < longest; length++) {
    const beginnings = new Set(letters.map((label) => label.slice(0, length).join('').trimEnd()))
    if (beginnings.size === letters.length) return Array.from(grade).slice(0, length).join('').trimEnd()
  }
  return grade
}

/** How many pixels a column of whole grades needs: room for some twelve letters at the most, longer ones end in dots. */
export function gradeColumnWidth(grades: readonly string[]): number {
  return Math.min(Math.max(0, ...grades.map((label) => label.length)), 12) * 8 + 24
}
