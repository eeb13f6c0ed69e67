/** What the commands print, a class per command or part of it. */
@NullMarked
package org.backflow.report.table;

import org.jspecify.annotations.NullMarked;
