import { FakeFiles } from "@/tests/fakes/fake-files.ts";
import { filesContract } from "./files-contract.ts";

filesContract("Files without sealing", () => new FakeFiles());
