/** Text that is no JSON. */
export class JsonFault extends Error {}

/** JSON.parse, with a fault that says what to look for. Throws JsonFault. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new JsonFault(`not valid JSON: ${hintOf(error instanceof Error ? error.message : "")}`);
  }
}

/** The parser's own sentence quotes what stands around the fault, which may be a secret: only the place is taken from it. */
function hintOf(sentence: string): string {
  const place = / \(line (\d+) column (\d+)\)$/.exec(sentence);
  if (place !== null) return `look at line ${place[1]}, column ${place[2]}`;
  if (sentence.startsWith("Unexpected end")) return "it ends too early";
  return "check its quotes, commas and brackets";
}
