// Weight-stationary array of Rows x Columns processing elements. With the operands exchanged
// (weights as a, activations as w) it is the input-stationary array.
//
// Computes  result[m][c] = sum over r < Rows of a[m][r] w[r][c] for the M vectors of a fold.
//           First Rows rows of weights are taken, the last row first; then M vectors a.
// Ranges:  M >= 1; AccWidth must hold Rows products.
// Timing:  weights are taken in cycles with weight_valid_i and weight_ready_o, vectors in cycles
//          with valid_i and ready_o; idle cycles may lie between. Column c of the result of a vector
//          taken in cycle v is on result_o in cycle v + Rows + c - 1.
//   DoubleBuffer = 0: a fold takes 2 Rows + Columns + M - 2 cycles from its first weight to its last
//          result inclusive, and the next fold's first weight is taken in the cycle after.
//   DoubleBuffer = 1: the weights of the next fold are taken from Rows - 1 cycles after the fold's
//          first vector on. Folds follow each other at a distance of max(M, 2 Rows - 1); F folds take
//          (F - 1) max(M, 2 Rows - 1) + 2 Rows + Columns + M - 2.
//   OutputRegister = 1: every result, and so the end of every fold, comes one cycle later.
//
// OutputRegister = 0  the bottom row's sum is on result_o in the cycle in which it is formed: the
//                     path from the weights to the port is one product and one sum
// OutputRegister = 1  it passes a register first
// result_valid_o[c]  column c of result_o holds a result; results come in the order of the vectors

`default_nettype none

module ws_array #(
  parameter int Rows = 4,
  parameter int Columns = 4,
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int DoubleBuffer = 0,
  parameter int OutputRegister = 0
) (
  input  logic                        clk_i,
  input  logic                        rst_ni,
  input  logic                        weight_valid_i,
  input  logic [Columns*BWidth-1:0]   weight_i,
  output logic                        weight_ready_o,
  input  logic                        valid_i,
  input  logic                        first_i,
  input  logic                        last_i,
  input  logic [Rows*AWidth-1:0]      a_i,
  output logic                        ready_o,
  output logic [Columns-1:0]          result_valid_o,
  output logic [Columns*AccWidth-1:0] result_o
);

  localparam int CountWidth = $clog2(Rows + Columns) + 1;

  logic [CountWidth-1:0] loaded_q;   // rows of weights taken for the next fold
  logic [CountWidth-1:0] wait_q;     // cycles before weights may be taken again
  logic take, take_weight, all_loaded, release_weights;

  assign all_loaded = loaded_q == CountWidth'(Rows);
  // A single row is free again in the very cycle in which its weight becomes the active one.
  assign weight_ready_o = (!all_loaded && wait_q == '0)
      || (DoubleBuffer != 0 && Rows == 1 && release_weights);
  assign take_weight = weight_valid_i && weight_ready_o;
  assign ready_o = (DoubleBuffer != 0) ? (!first_i || all_loaded) : all_loaded;
  assign take = valid_i && ready_o;
  assign release_weights = take && ((DoubleBuffer != 0) ? first_i : last_i);

  // A vector's results are on the port of column c after Latency + c cycles.
  localparam int Latency = (OutputRegister != 0) ? Rows : Rows - 1;
  localparam int Wait = (DoubleBuffer == 0) ? Latency + Columns - 1 : (Rows > 1) ? Rows - 2 : 0;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      loaded_q <= '0;
      wait_q <= '0;
    end else if (release_weights) begin
      loaded_q <= CountWidth'(take_weight);
      wait_q <= CountWidth'(Wait);
    end else begin
      if (take_weight) begin
        loaded_q <= loaded_q + 1'b1;
      end
      if (wait_q != '0) begin
        wait_q <= wait_q - 1'b1;
      end
    end
  end

  // Weights are skewed like the operands, so that column c is loaded c cycles after column 0.
  localparam int LoadWidth = BWidth + 1;
  localparam int TokenWidth = AWidth + 1;
  logic [Columns*LoadWidth-1:0] load_in, load_skewed;
  logic [Rows*TokenWidth-1:0] rows_in, rows_skewed;

  for (genvar c = 0; c < Columns; c++) begin : g_load
    assign load_in[c*LoadWidth+:LoadWidth] = {take_weight, weight_i[c*BWidth+:BWidth]};
  end
  for (genvar r = 0; r < Rows; r++) begin : g_token
    assign rows_in[r*TokenWidth+:TokenWidth] = {take && first_i, a_i[r*AWidth+:AWidth]};
  end
  skew #(.Lanes(Columns), .Width(LoadWidth)) u_skew_weights (
    .clk_i, .rst_ni, .lanes_i(load_in), .lanes_o(load_skewed)
  );
  skew #(.Lanes(Rows), .Width(TokenWidth)) u_skew_rows (
    .clk_i, .rst_ni, .lanes_i(rows_in), .lanes_o(rows_skewed)
  );

  logic arrived;
  if (Latency == 0) begin : g_no_flight
    assign arrived = take;
  end else begin : g_flight
    logic [Latency-1:0] flight_q;
    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) begin
        flight_q <= '0;
      end else begin
        flight_q <= Latency'({flight_q, take});
      end
    end
    assign arrived = flight_q[Latency-1];
  end
  skew #(.Lanes(Columns), .Width(1)) u_skew_valid (
    .clk_i, .rst_ni, .lanes_i({Columns{arrived}}), .lanes_o(result_valid_o)
  );

  for (genvar r = 0; r < Rows; r++) begin : g_r
    for (genvar c = 0; c < Columns; c++) begin : g_c
      logic load, first_in, first_out;
      logic signed [BWidth-1:0] w_in, w_out;
      logic signed [AWidth-1:0] a_in, a_out;
      logic signed [AccWidth-1:0] sum_in, sum_out;

      assign load = load_skewed[c*LoadWidth+BWidth];
      if (c == 0) begin : g_left
        assign {first_in, a_in} = rows_skewed[r*TokenWidth+:TokenWidth];
      end else begin : g_inner_column
        assign first_in = g_r[r].g_c[c-1].first_out;
        assign a_in = g_r[r].g_c[c-1].a_out;
      end
      if (r == 0) begin : g_top
        assign w_in = load_skewed[c*LoadWidth+:BWidth];
        assign sum_in = '0;
      end else begin : g_inner_row
        assign w_in = g_r[r-1].g_c[c].w_out;
        assign sum_in = g_r[r-1].g_c[c].sum_out;
      end

      pe_weight_stationary #(
        .AWidth(AWidth), .BWidth(BWidth), .AccWidth(AccWidth), .DoubleBuffer(DoubleBuffer),
        .SumRegister((r < Rows - 1 || OutputRegister != 0) ? 1 : 0)
      ) u_pe (
        .clk_i, .rst_ni, .load_i(load), .w_i(w_in), .w_o(w_out),
        .first_i(first_in), .a_i(a_in), .first_o(first_out), .a_o(a_out),
        .sum_i(sum_in), .sum_o(sum_out)
      );

      if (c == Columns - 1) begin : g_unused_right
        logic unused_right;
        assign unused_right = ^{first_out, a_out};
      end
      if (r == Rows - 1) begin : g_bottom
        logic unused_bottom;
        assign unused_bottom = ^w_out;
        assign result_o[c*AccWidth+:AccWidth] = sum_out;
      end
    end
  end

endmodule

`default_nettype wire
