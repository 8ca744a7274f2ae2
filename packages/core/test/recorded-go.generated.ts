// Written by src/affected/recorded-go.test.ts.
import type { RecordedGo } from './recorded-go.js';

export const recordedGo: RecordedGo = {
  packages: [
    {"ImportPath":"example.com/dep","Dir":"dep","Module":"example.com/dep","Imports":[],"Deps":[],"GoFiles":["dep.go"]},
    {"ImportPath":"example.com/p/cmd/create","Dir":"cmd/create","Module":"example.com/p","Imports":["example.com/p/internal/store"],"Deps":["example.com/p/internal/db","example.com/p/internal/store"],"GoFiles":["main.go"]},
    {"ImportPath":"example.com/p/cmd/list","Dir":"cmd/list","Module":"example.com/p","Imports":["example.com/p/internal/page","example.com/p/internal/store"],"Deps":["example.com/p/internal/db","example.com/p/internal/page","example.com/p/internal/store"],"GoFiles":["main.go"]},
    {"ImportPath":"example.com/p/internal/db","Dir":"internal/db","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["db.go"]},
    {"ImportPath":"example.com/p/internal/page","Dir":"internal/page","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["page.go"],"EmbedFiles":["data/a.txt","data/b.txt"]},
    {"ImportPath":"example.com/p/internal/store","Dir":"internal/store","Module":"example.com/p","Imports":["example.com/p/internal/db"],"Deps":["example.com/p/internal/db"],"GoFiles":["store.go"]},
    {"ImportPath":"example.com/p/jobs/nightly","Dir":"jobs/nightly","Module":"example.com/p","Imports":["example.com/dep"],"Deps":["example.com/dep"],"GoFiles":["main.go"]},
    {"ImportPath":"example.com/p/jobs/weekly","Dir":"jobs/weekly","Module":"example.com/p","Imports":["example.com/p/internal/page"],"Deps":["example.com/p/internal/page"],"GoFiles":["main.go"]},
    {"ImportPath":"example.com/p/tools/clean","Dir":"tools/clean","Module":"example.com/p","Imports":["example.com/p/internal/db"],"Deps":["example.com/p/internal/db"],"GoFiles":["main.go"]},
    {"ImportPath":"example.com/p/tools/report","Dir":"tools/report","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["main.go"]},
  ],
  changes: {
    "a file that its tags now include": { gone: [], packages: [
    {"ImportPath":"example.com/p/internal/db","Dir":"internal/db","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["db.go","tagged.go"]},] },
    "a new file of a package": { gone: [], packages: [
    {"ImportPath":"example.com/p/internal/db","Dir":"internal/db","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["db.go","more.go"]},] },
    "a new embedded file": { gone: [], packages: [
    {"ImportPath":"example.com/p/internal/page","Dir":"internal/page","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["page.go"],"EmbedFiles":["data/a.txt","data/b.txt","data/c.txt"]},] },
    "a removed embedded file": { gone: [], packages: [
    {"ImportPath":"example.com/p/internal/page","Dir":"internal/page","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["page.go"],"EmbedFiles":["data/a.txt"]},] },
    "a new handler of a wildcard": { gone: [], packages: [
    {"ImportPath":"example.com/p/jobs/daily","Dir":"jobs/daily","Module":"example.com/p","Imports":[],"Deps":[],"GoFiles":["main.go"]},] },
    "a removed handler of a wildcard": { gone: ["example.com/p/jobs/weekly"], packages: [] },
  },
  goMods: {
    "": {"Module":{"Path":"example.com/p"},"Go":"1.21","Require":[{"Path":"example.com/dep","Version":"v1.0.0"}],"Replace":[{"Old":{"Path":"example.com/dep"},"New":{"Path":"./dep"}}]},
    "the version of a module": {"Module":{"Path":"example.com/p"},"Go":"1.21","Require":[{"Path":"example.com/dep","Version":"v1.0.1"}],"Replace":[{"Old":{"Path":"example.com/dep"},"New":{"Path":"./dep"}}]},
    "the go line": {"Module":{"Path":"example.com/p"},"Go":"1.22","Require":[{"Path":"example.com/dep","Version":"v1.0.0"}],"Replace":[{"Old":{"Path":"example.com/dep"},"New":{"Path":"./dep"}}]},
  },
};
