// Output-stationary array of Rows x Columns processing elements.
//
// Computes  result[r][c] = sum over the K vectors of a fold of a[r] b[c], r < Rows, c < Columns.
//           A fold is a run of accepted vectors: first_i with its first, last_i with its last.
//           Operands enter unskewed (row r and column c are delayed by r and c inside).
//           In a fold with signs_i, b is a sign and a is added, or subtracted where b < 0.
// Ranges:  K >= 1; AccWidth must hold the sum (see pe_output_stationary).
// Timing:  a vector is taken in every cycle with valid_i and ready_o; idle cycles may lie between.
//          L is the cycle in which the last vector of the fold is taken:
//   OverlapDrain = 0: row j of the results is on result_o in cycle L + Rows + Columns - 1 + j, all
//          columns together; ready_o is low until then. Without idle cycles a fold takes
//          K + 2 Rows + Columns - 2 cycles, from its first vector to its last result inclusive, and
//          the next fold starts in the cycle after.
//   OverlapDrain = 1: row j of column c is on result_o in cycle L + Rows + c + j. Folds follow each
//          other at a distance of max(K, 2 Rows - 1): ready_o only holds back a last vector that
//          comes sooner. F folds take (F - 1) max(K, 2 Rows - 1) + K + 2 Rows + Columns - 2.
//          Signs take the time of products.
//
// Signs = 0          the elements have no adders for signs; signs_i is ignored
// result_valid_o[c]  column c of result_o holds a result; rows come in ascending order

`default_nettype none

module os_array #(
  parameter int Rows = 4,
  parameter int Columns = 4,
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int OverlapDrain = 0,
  parameter int Signs = 0
) (
  input  logic                        clk_i,
  input  logic                        rst_ni,
  input  logic                        valid_i,
  input  logic                        first_i,
  input  logic                        last_i,
  input  logic                        signs_i,
  input  logic [Rows*AWidth-1:0]      a_i,
  input  logic [Columns*BWidth-1:0]   b_i,
  output logic                        ready_o,
  output logic [Columns-1:0]          result_valid_o,
  output logic [Columns*AccWidth-1:0] result_o
);

  localparam int CountWidth = $clog2(2 * Rows + Columns) + 1;
  localparam int Busy = (OverlapDrain != 0) ? 2 * Rows - 1 : 2 * Rows + Columns - 2;

  // Cycles until the drain of the fold whose last vector was taken is over; 1 in its last cycle.
  logic [CountWidth-1:0] remaining_q;
  logic take, drain;

  assign drain = (remaining_q != '0) && (remaining_q <= CountWidth'(Rows));
  assign ready_o = (OverlapDrain != 0) ? !(last_i && remaining_q > 1) : (remaining_q == '0);
  assign take = valid_i && ready_o;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      remaining_q <= '0;
    end else if (take && last_i) begin
      remaining_q <= CountWidth'(Busy);
    end else if (remaining_q != '0) begin
      remaining_q <= remaining_q - 1'b1;
    end
  end

  logic [Columns-1:0] shift;
  if (OverlapDrain != 0) begin : g_skewed_drain
    skew #(.Lanes(Columns), .Width(1)) u_skew_drain (
      .clk_i, .rst_ni, .lanes_i({Columns{drain}}), .lanes_o(shift)
    );
  end else begin : g_common_drain
    assign shift = {Columns{drain}};
  end
  assign result_valid_o = shift;

  // The token travels with the operands of its row, in the bits above them.
  localparam int TokenWidth = AWidth + 3 + ((Signs != 0) ? 1 : 0);
  logic [Rows*TokenWidth-1:0] rows_in, rows_skewed;
  logic [Columns*BWidth-1:0] columns_skewed;
  if (Signs != 0) begin : g_signs
    for (genvar r = 0; r < Rows; r++) begin : g_token
      assign rows_in[r*TokenWidth+AWidth+3] = signs_i;
    end
  end else begin : g_products
    logic unused_signs;
    assign unused_signs = signs_i;
  end

  for (genvar r = 0; r < Rows; r++) begin : g_token
    assign rows_in[r*TokenWidth+:AWidth+3] = {take, first_i, last_i, a_i[r*AWidth+:AWidth]};
  end
  skew #(.Lanes(Rows), .Width(TokenWidth)) u_skew_rows (
    .clk_i, .rst_ni, .lanes_i(rows_in), .lanes_o(rows_skewed)
  );
  skew #(.Lanes(Columns), .Width(BWidth)) u_skew_columns (
    .clk_i, .rst_ni, .lanes_i(b_i), .lanes_o(columns_skewed)
  );

  for (genvar r = 0; r < Rows; r++) begin : g_r
    for (genvar c = 0; c < Columns; c++) begin : g_c
      logic valid_in, first_in, last_in, signs_in, valid_out, first_out, last_out, signs_out;
      logic signed [AWidth-1:0] a_in, a_out;
      logic signed [BWidth-1:0] b_in, b_out;
      logic signed [AccWidth-1:0] result_below, result;

      if (c == 0) begin : g_left
        assign {valid_in, first_in, last_in, a_in} = rows_skewed[r*TokenWidth+:AWidth+3];
        assign signs_in = (Signs != 0) && rows_skewed[r*TokenWidth+TokenWidth-1];
      end else begin : g_inner_column
        assign valid_in = g_r[r].g_c[c-1].valid_out;
        assign first_in = g_r[r].g_c[c-1].first_out;
        assign last_in = g_r[r].g_c[c-1].last_out;
        assign signs_in = g_r[r].g_c[c-1].signs_out;
        assign a_in = g_r[r].g_c[c-1].a_out;
      end
      if (r == 0) begin : g_top
        assign b_in = columns_skewed[c*BWidth+:BWidth];
        assign result_o[c*AccWidth+:AccWidth] = result;
      end else begin : g_inner_row
        assign b_in = g_r[r-1].g_c[c].b_out;
      end
      if (r == Rows - 1) begin : g_bottom
        assign result_below = '0;
      end else begin : g_above_bottom
        assign result_below = g_r[r+1].g_c[c].result;
      end

      pe_output_stationary #(
        .AWidth(AWidth), .BWidth(BWidth), .AccWidth(AccWidth), .OverlapDrain(OverlapDrain),
        .Signs(Signs)
      ) u_pe (
        .clk_i, .rst_ni,
        .valid_i(valid_in), .first_i(first_in), .last_i(last_in), .signs_i(signs_in),
        .a_i(a_in), .b_i(b_in), .valid_o(valid_out), .first_o(first_out), .last_o(last_out),
        .signs_o(signs_out), .a_o(a_out), .b_o(b_out),
        .shift_i(shift[c]), .result_below_i(result_below), .result_o(result)
      );

      if (c == Columns - 1) begin : g_unused_right
        logic unused_right;
        assign unused_right = ^{valid_out, first_out, last_out, signs_out, a_out};
      end
      if (r == Rows - 1) begin : g_unused_bottom
        logic unused_bottom;
        assign unused_bottom = ^b_out;
      end
    end
  end

endmodule

`default_nettype wire
