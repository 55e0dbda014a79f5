/**
 * Texts that break what is careless with them: markup, templates, queries, formulas, paths, and characters that
 * turn, hide or join others. Each calls `owned` where a script could run. All fit into a name.
 */
export const NAUGHTY: readonly string[] = [
  '"><img src=x onerror=owned()>',
  "</script><script>owned()</script>",
  "</title></textarea><svg onload=owned()>",
  "' onmouseover='owned()' autofocus onfocus='owned()",
  "javascript:owned()",
  "<!--<script>owned()--><a href=javascript:owned()>x</a>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what it looks like
  "{{constructor.constructor('owned()')()}} ${owned()} {{TOKEN}} {% raw %}",
  "'; DROP TABLE alerts; -- \\ \" ` % _ * ? [a-z] ^$ .*",
  "../../../../etc/passwd%00%2e%2e%2f",
  "=HYPERLINK(1)+cmd|' /C calc'!A0, \"q\"",
  "null undefined NaN true 0 -1 1e309 [] {} __proto__ constructor",
  "%s %n %x {0} $1 \\1 \\u0000 &lt;b&gt; &#60;",
  "Ω≈ç√ 田中さん مرحبا ﷽ Ṱ̺̺̕o͞ ẞ İ ı",
  "🏳️‍🌈 👩‍👩‍👧‍👦 🇩🇪 \u{1F4A9} \u{10FFFD}",
  "a\u202eb\u2066c\u200bd\ufeffe\u00adf\u2028g",
  "e\u0301 \u00e9 \u212b ﬁ ＜script＞",
];

/** Those that can stand in a header: Latin-1 without control characters. */
export const NAUGHTY_LATIN: readonly string[] = NAUGHTY.filter((text) =>
  /^[\x20-\x7e\xa0-\xff]*$/.test(text),
);
