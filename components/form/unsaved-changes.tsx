"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { popups } from "#components/ui/later-popups.ts";

/** The target of a press: an address of the app, an entry of the history, or a script's target. */
type Target = { href: string } | { historyKey: string } | { go: () => void };

/** For a button that leaves the page, such as Sign out: goes at once, or asks about unsaved changes first. */
export function leavePage(go: () => void): void {
  if (window.dispatchEvent(new CustomEvent(LEAVE, { cancelable: true, detail: go }))) go();
}

const LEAVE = "tocsin:leave";

let unsaved = 0;

/** Whether the page in view has unsaved changes. */
export const hasUnsavedChanges = (): boolean => unsaved > 0;

/**
 * While `active`, asks before the page's changes are lost. For closing or reloading the tab the browser asks
 * in its own words; for a link inside the app, `leavePage`, Back and Forward this asks (for Back and Forward
 * only if the browser has the Navigation API). A script's push, such as after Save, goes through.
 */
export function UnsavedChanges({ active }: { active: boolean }) {
  const router = useRouter();
  const [target, setTarget] = useState<Target | null>(null);
  const leaving = useRef(false);
  useEffect(() => {
    if (!active) return;
    leaving.current = false;
    unsaved++;
    // The question must also come if the server is away by then. A press tries again and reports a failure.
    popups.load().catch(() => {});
    const letThrough = askBeforeLeaving((asked) => {
      if (!leaving.current) setTarget(asked);
      return !leaving.current;
    });
    return () => {
      unsaved--;
      letThrough();
    };
  }, [active]);
  function leave() {
    if (target === null) return;
    leaving.current = true;
    if ("go" in target) target.go();
    else if ("href" in target) router.push(target.href);
    else window.navigation.traverseTo(target.historyKey);
  }
  return (
    <ConfirmDialog
      open={target !== null}
      onOpenChange={(open) => !open && setTarget(null)}
      title="Leave without saving?"
      confirmLabel="Leave"
      cancelLabel="Stay"
      onConfirm={leave}
    >
      The changes on this page are not saved yet and will be lost.
    </ConfirmDialog>
  );
}

/** Stops whatever leaves the page if `ask` says so. Returns a function that ends this. */
function askBeforeLeaving(ask: (target: Target) => boolean): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
  document.addEventListener("click", onClick, { capture: true, signal });
  window.navigation?.addEventListener("navigate", onTraverse, { signal });
  window.addEventListener(LEAVE, onLeave, { signal });

  function onClick(event: MouseEvent) {
    const href = linkInsideApp(event);
    if (href === null || !ask({ href })) return;
    event.preventDefault();
    event.stopPropagation();
  }
  function onTraverse(event: NavigateEvent) {
    const { destination, navigationType, cancelable, hashChange } = event;
    // Before another document loads, the browser asks in its own words.
    if (navigationType !== "traverse" || !cancelable || hashChange || !destination.sameDocument) return;
    if (ask({ historyKey: destination.key })) event.preventDefault();
  }
  function onLeave(event: Event) {
    if (event instanceof CustomEvent && ask({ go: event.detail })) event.preventDefault();
  }
  return () => controller.abort();
}

/** The path and query of a plain press on a link inside the app; else null. */
function linkInsideApp(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  if (!link || link.target === "_blank" || link.hasAttribute("download")) return null;
  const url = new URL(link.href);
  const samePage = url.pathname === location.pathname && url.search === location.search;
  if (url.origin !== location.origin || samePage) return null;
  return url.pathname + url.search + url.hash;
}
