/** What a new template starts with: JSON, a choice by status, and a loop. Every part can be deleted. */
export const STARTING_TEMPLATE = `{
  "title": "{{ alert_title }}",
  "text": "{% if status == 'Resolved' or status == 'Auto-Resolved' %}Over{% else %}{{ priority }}{% endif %}: {{ description }}",
  "tags": [{% for tag in details.tags %}"{{ tag }}"{% unless forloop.last %}, {% endunless %}{% endfor %}],
  "details": {{ details | json }},
  "link": {{ source_url | json }}
}
`;
