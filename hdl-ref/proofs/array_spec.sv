// A 2 x 2 array of either dataflow against the sums it was asked for, over a bounded run from reset.
//
// Inputs are free in every cycle, idle cycles included; folds have K = 2 vectors (weight-stationary:
// M = 2 vectors after two rows of weights).
//   equal_o  whenever a result is valid it is the sum of products of the operands that were taken, b
//            being replaced by 1 or -1, as its sign says, in vectors with signs
//
// Dataflow  0 output-stationary, 1 weight-stationary
// Signs     1: vectors have signs where signs_i is set (output-stationary)
// Mutant    0 none; 1 the specification of an array whose rows are exchanged; 2 the sign of zero is
//           minus

`default_nettype none

module array_spec #(
  parameter int Width = 2,
  parameter int Dataflow = 0,
  parameter int Signs = 0,
  parameter int Mutant = 0
) (
  input  logic               clk_i,
  input  logic               rst_ni,
  input  logic               valid_i,
  input  logic               weight_valid_i,
  input  logic               signs_i,
  input  logic [2*Width-1:0] a_i,
  input  logic [2*Width-1:0] b_i,
  output logic               equal_o,
  output logic               no_result_o  // refuted: results do appear within the bound
);

  localparam int AccWidth = 2 * Width + 1;

  logic ready, take, second_q;
  logic [1:0] result_valid;
  logic [2*AccWidth-1:0] result;
  assign take = valid_i && ready;
  assign no_result_o = result_valid == 2'b00;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      second_q <= 1'b0;
    end else if (take) begin
      second_q <= !second_q;
    end
  end

  // The rows of each column come in order; row_q counts them, modulo two.
  logic [1:0] row_q, equal;
  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      row_q <= 2'b00;
    end else begin
      row_q <= row_q ^ result_valid;
    end
  end

  if (Dataflow == 0) begin : g_os
    os_array #(
      .Rows(2), .Columns(2), .AWidth(Width), .BWidth(Width), .AccWidth(AccWidth),
      .Signs(Signs)
    ) u_array (
      .clk_i, .rst_ni, .valid_i, .first_i(!second_q), .last_i(second_q), .signs_i, .a_i, .b_i,
      .ready_o(ready), .result_valid_o(result_valid), .result_o(result)
    );
    logic unused_weight;
    assign unused_weight = weight_valid_i;
    for (genvar c = 0; c < 2; c++) begin : g_c
      for (genvar r = 0; r < 2; r++) begin : g_r
        logic signed [AccWidth-1:0] sum_q, a, b, sign, factor;
        assign a = AccWidth'($signed(a_i[r*Width+:Width]));
        assign b = AccWidth'($signed(b_i[c*Width+:Width]));
        assign sign = (b < 0 || (Mutant == 2 && b == 0)) ? {AccWidth{1'b1}} : AccWidth'(1);
        assign factor = (Signs != 0 && signs_i) ? sign : b;
        always_ff @(posedge clk_i) begin
          if (take) begin
            sum_q <= second_q ? sum_q + a * factor : a * factor;
          end
        end
      end
      assign equal[c] = !result_valid[c] || result[c*AccWidth+:AccWidth]
          == ((row_q[c] ^ (Mutant == 1)) ? g_r[1].sum_q : g_r[0].sum_q);
    end
  end else begin : g_ws
    logic weight_ready;
    ws_array #(
      .Rows(2), .Columns(2), .AWidth(Width), .BWidth(Width), .AccWidth(AccWidth)
    ) u_array (
      .clk_i, .rst_ni, .weight_valid_i, .weight_i(b_i), .weight_ready_o(weight_ready),
      .valid_i, .first_i(!second_q), .last_i(second_q), .a_i, .ready_o(ready),
      .result_valid_o(result_valid), .result_o(result)
    );
    logic unused_signs;
    assign unused_signs = signs_i;
    // The last row of weights comes first.
    logic [2*Width-1:0] weights_0_q, weights_1_q, first_q, last_q;
    always_ff @(posedge clk_i) begin
      if (weight_valid_i && weight_ready) begin
        weights_0_q <= b_i;
        weights_1_q <= weights_0_q;
      end
      if (take && !second_q) first_q <= a_i;
      if (take && second_q) last_q <= a_i;
    end
    for (genvar c = 0; c < 2; c++) begin : g_c
      logic [2*Width-1:0] a;
      logic signed [AccWidth-1:0] a0, a1, w0, w1;
      assign a = (row_q[c] ^ (Mutant == 1)) ? last_q : first_q;
      assign a0 = AccWidth'($signed(a[0+:Width]));
      assign a1 = AccWidth'($signed(a[Width+:Width]));
      assign w0 = AccWidth'($signed(weights_0_q[c*Width+:Width]));
      assign w1 = AccWidth'($signed(weights_1_q[c*Width+:Width]));
      assign equal[c] = !result_valid[c] || result[c*AccWidth+:AccWidth] == a0 * w0 + a1 * w1;
    end
  end
  assign equal_o = &equal;

endmodule

`default_nettype wire
