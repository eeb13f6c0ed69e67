/**
 * The command line: turns words into the objects that an API user builds, and exceptions into
 * messages and exit codes.
 *
 * <p>Start at {@link org.backflow.cli.Main}. No result is computed here.
 */
@NullMarked
package org.backflow.cli;

import org.jspecify.annotations.NullMarked;
