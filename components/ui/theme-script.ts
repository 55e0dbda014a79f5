/** Where the browser keeps the chosen theme. */
export const THEME_KEY = "tocsin-theme";

/**
 * Runs in <head> before the first paint: sets html[data-theme] to a saved choice. Without one, the tokens
 * follow the system.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;
