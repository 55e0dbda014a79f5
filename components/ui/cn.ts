import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. It does not settle conflicts, since the code for that weighs 8 KB on every page: a class that
 * replaces one of the component's own ends in "!".
 */
export function cn(...classes: ClassValue[]): string {
  return clsx(classes);
}
