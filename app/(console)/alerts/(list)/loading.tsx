import { ListSkeleton } from "#components/ui/skeleton.tsx";

export default ListSkeleton;
