// Takes the pictures of the docs, from the pages that `npm test -- build` made.
import { takePictures } from "../tests/pictures/take.ts";
import { findBrowser } from "./browser.mjs";

await takePictures(await findBrowser());
