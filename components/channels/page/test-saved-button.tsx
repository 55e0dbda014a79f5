"use client";

import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";
import { TestWebhookButton } from "#components/channels/test/test-webhook-button.tsx";

type TestSavedButtonProps = { id: string } & Pick<ComponentProps<typeof TestWebhookButton>, "test">;

/**
 * Test Webhook with the saved settings. A Test creates a delivery: refresh the page once the dialog is
 * closed.
 */
export function TestSavedButton({ id, test }: TestSavedButtonProps) {
  const router = useRouter();
  return <TestWebhookButton channelId={id} test={test} onClosed={() => router.refresh()} />;
}
