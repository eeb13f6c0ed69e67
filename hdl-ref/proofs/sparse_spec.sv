// The sparse router with as many terms as there are outputs against the dense product, one lane, over
// a bounded run from reset.
//
// Errors and values are free, and so are idle cycles; the selections of a block are 0, 1, ...
//   equal_o  whenever a block is complete its sum is sum over o of errors[o] F[o], F the values that it
//            took
//
// Mutant  0 none; 1 the selections of outputs 0 and 1 are exchanged; 2 a block goes on with the sum
//         of the one before

`default_nettype none

module sparse_spec #(
  parameter int Outputs = 3,
  parameter int Width = 2,
  parameter int FeedbackSigned = 1,
  parameter int Mutant = 0
) (
  input  logic                     clk_i,
  input  logic                     rst_ni,
  input  logic                     valid_i,
  input  logic [Outputs*Width-1:0] errors_i,
  input  logic [Width-1:0]         value_i,
  output logic                     equal_o,
  output logic                     no_result_o  // refuted: blocks are completed within the bound
);

  localparam int IndexWidth = $clog2(Outputs);
  localparam int SumWidth = 2 * Width + IndexWidth + 1;

  logic [IndexWidth-1:0] k_q, selection;
  logic first, last, taken_q, complete_q;
  logic [Outputs*Width-1:0] errors, errors_q;
  logic signed [SumWidth-1:0] sum, dense_q;
  assign first = k_q == '0;
  assign last = k_q == IndexWidth'(Outputs - 1);
  assign errors = first ? errors_i : errors_q;
  assign selection = (Mutant == 1 && k_q < 2) ? k_q ^ 1'b1 : k_q;

  sparse_router #(
    .Lanes(1), .Outputs(Outputs), .DeltaWidth(Width), .FeedbackWidth(Width),
    .FeedbackSigned(FeedbackSigned), .SumWidth(SumWidth)
  ) u_router (
    .clk_i, .rst_ni, .valid_i, .first_i(first && Mutant != 2), .errors_i(errors),
    .selections_i(selection), .values_i(value_i), .sums_o(sum)
  );

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      k_q <= '0;
      taken_q <= 1'b0;
      complete_q <= 1'b0;
    end else begin
      taken_q <= valid_i && last;
      complete_q <= taken_q;
      if (valid_i) begin
        k_q <= last ? '0 : k_q + 1'b1;
      end
    end
  end

  for (genvar o = 0; o < Outputs; o++) begin : g_o
    logic [Width-1:0] value_q;
    logic signed [SumWidth-1:0] error, value, dense;
    always_ff @(posedge clk_i) begin
      if (valid_i && k_q == IndexWidth'(o)) begin
        value_q <= value_i;
      end
    end
    assign error = SumWidth'($signed(errors_q[o*Width+:Width]));
    assign value = SumWidth'($signed({(FeedbackSigned != 0) && value_q[Width-1], value_q}));
    if (o == 0) begin : g_first
      assign dense = error * value;
    end else begin : g_next
      assign dense = g_o[o-1].dense + error * value;
    end
  end

  always_ff @(posedge clk_i) begin
    if (valid_i && first) begin
      errors_q <= errors_i;
    end
    dense_q <= g_o[Outputs-1].dense;
  end

  assign equal_o = !complete_q || sum == dense_q;
  assign no_result_o = !complete_q;

endmodule

`default_nettype wire
