/** What can be said of a comparison, and how sure it is. */
@NullMarked
package org.backflow.report.verdict;

import org.jspecify.annotations.NullMarked;
