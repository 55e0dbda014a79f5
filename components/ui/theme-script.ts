/** Where the browser keeps the chosen theme. */
export const THEME_KEY = "tocsin-theme";

/**
 * Runs in <head> before anything is painted: a saved choice becomes html[data-theme]; without one the tokens follow
 * the system by themselves.
 */
export const THEME_SCRIPT = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch{}`;
