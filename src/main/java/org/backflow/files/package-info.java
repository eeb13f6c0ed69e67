/**
 * How every file of Backflow comes to be: under a temporary name, then moved, in a folder that is
 * held for one run. Start at {@link org.backflow.files.AtomicFile}; {@link
 * org.backflow.files.NamedFile} is for a file that someone named, {@link
 * org.backflow.files.FolderLock} for a folder.
 */
@NullMarked
package org.backflow.files;

import org.jspecify.annotations.NullMarked;
