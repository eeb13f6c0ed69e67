/** The page of a comparison and the page of several comparisons side by side. */
@NullMarked
package org.backflow.report.page;

import org.jspecify.annotations.NullMarked;
