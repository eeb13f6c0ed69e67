/** The elements of a self-contained page, its style sheet and its script. */
@NullMarked
package org.backflow.report.html;

import org.jspecify.annotations.NullMarked;
