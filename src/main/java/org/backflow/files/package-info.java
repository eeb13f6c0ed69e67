/**
 * How every file of Backflow comes to be: under a temporary name, then moved, in a folder that is
 * held for one run.
 *
 * <p>Start at {@link org.backflow.files.AtomicFile}. {@link org.backflow.files.NamedFile} is for a
 * file that someone named, {@link org.backflow.files.FolderLock} for a folder. {@link
 * org.backflow.files.Json} writes what programs read, and {@link org.backflow.files.Sha256} tells
 * contents apart.
 *
 * <p>Files of other programs are read here, too: texts, tables and sections of settings, refused in
 * the words of configurations.
 */
@NullMarked
package org.backflow.files;

import org.jspecify.annotations.NullMarked;
