// Next calls this at the start of each navigation.
export { pageChangeStarts as onRouterTransitionStart } from "#components/live/page-changes.ts";
