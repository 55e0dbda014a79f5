import { FormSkeleton } from "#components/ui/skeleton.tsx";

export default FormSkeleton;
