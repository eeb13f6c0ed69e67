// All tensors of a training step, on chip, one memory each.
//
// Computes  reads of up to Banks words of every tensor, and writes to the one named by
//           write_tensor_i. Tensors read for the left operand or element by element answer to the
//           left address, those read for the right operand to the right address.
// Ranges:  tensors by number: 0 a0 (inputs), 1 t, 2 w1, 3 w2, 4 f (FeedbackRows rows of feedback
//          words, then SelectionRows rows of selections), 7 z1, 8 z2, 9 a1, 10 a2, 11 d2, 12 e1,
//          13 d1, 14 g1, 15 g2.
// Timing:  as matrix_memory: words one cycle after the address.
//
// TransposedWeights  w2 is readable by columns
// FeedbackRows       of f; 0: none
// SelectionRows      of selections; 0: none, else errors_o is the whole row of d2 at the left address

`default_nettype none

module train_memory #(
  parameter int Inputs = 784,
  parameter int Hidden = 20,
  parameter int Outputs = 10,
  parameter int Batch = 1,
  parameter int Columns = 4,
  parameter int Banks = 4,
  parameter int TransposedWeights = 0,
  parameter int FeedbackRows = 0,
  parameter int SelectionRows = 0,
  parameter int WordWidth = 16,
  parameter int InputWidth = 16,
  parameter int WeightWidth = 16,
  parameter int AddressWidth = 12,
  parameter int ActivationWidth = 16,
  parameter int DeltaWidth = 16,
  parameter int FeedbackWidth = 16,
  parameter int IndexWidth = 4,
  parameter int GradientWidth = 16
) (
  input  logic                             clk_i,
  input  logic                             left_transposed_i,
  input  logic [15:0]                      left_row_i,
  input  logic [15:0]                      left_column_i,
  input  logic                             right_transposed_i,
  input  logic [15:0]                      right_row_i,
  input  logic [15:0]                      right_column_i,
  input  logic [3:0]                       write_tensor_i,
  input  logic [Banks-1:0]                 write_lanes_i,
  input  logic [15:0]                      write_row_i,
  input  logic [15:0]                      write_column_i,
  input  logic [Banks*WordWidth-1:0]       write_words_i,
  output logic [Banks*InputWidth-1:0]      a0_o,
  output logic [Banks-1:0]                 t_o,
  output logic [Banks*WeightWidth-1:0]     w1_o,
  output logic [Banks*WeightWidth-1:0]     w2_o,
  output logic [Banks*FeedbackWidth-1:0]   f_o,
  output logic [Banks*IndexWidth-1:0]      selections_o,
  output logic [Banks*AddressWidth-1:0]    z1_o,
  output logic [Banks*AddressWidth-1:0]    z2_o,
  output logic [Banks*ActivationWidth-1:0] a1_o,
  output logic [Banks*ActivationWidth-1:0] a2_o,
  output logic [Banks*DeltaWidth-1:0]      d2_o,
  output logic [Banks*DeltaWidth-1:0]      e1_o,
  output logic [Banks*DeltaWidth-1:0]      d1_o,
  output logic [Banks*GradientWidth-1:0]   g1_o,
  output logic [Banks*GradientWidth-1:0]   g2_o,
  output logic [Outputs*DeltaWidth-1:0]    errors_o
);

  logic [15:0] write;  // one bit per tensor
  assign write = 16'd1 << write_tensor_i;

  // The low bits of every written word, in the width of each kind of tensor.
  logic [Banks*InputWidth-1:0] input_words;
  logic [Banks*WeightWidth-1:0] weight_words;
  logic [Banks*FeedbackWidth-1:0] feedback_words;
  logic [Banks*IndexWidth-1:0] selection_words;
  logic [Banks*AddressWidth-1:0] address_words;
  logic [Banks*ActivationWidth-1:0] activation_words;
  logic [Banks*DeltaWidth-1:0] delta_words;
  logic [Banks*GradientWidth-1:0] gradient_words;
  logic [Banks-1:0] target_words;
  for (genvar l = 0; l < Banks; l++) begin : g_words
    logic [WordWidth-1:0] word;
    logic unused_word;
    assign unused_word = ^word;
    assign word = write_words_i[l*WordWidth+:WordWidth];
    assign input_words[l*InputWidth+:InputWidth] = word[InputWidth-1:0];
    assign weight_words[l*WeightWidth+:WeightWidth] = word[WeightWidth-1:0];
    assign feedback_words[l*FeedbackWidth+:FeedbackWidth] = word[FeedbackWidth-1:0];
    assign selection_words[l*IndexWidth+:IndexWidth] = word[IndexWidth-1:0];
    assign address_words[l*AddressWidth+:AddressWidth] = word[AddressWidth-1:0];
    assign activation_words[l*ActivationWidth+:ActivationWidth] = word[ActivationWidth-1:0];
    assign delta_words[l*DeltaWidth+:DeltaWidth] = word[DeltaWidth-1:0];
    assign gradient_words[l*GradientWidth+:GradientWidth] = word[GradientWidth-1:0];
    assign target_words[l] = word[0];
  end

  matrix_memory #(
    .Width(InputWidth), .Rows(Batch), .Columns(Inputs), .Banks(Banks), .Transposable(1)
  ) u_a0 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(a0_o), .write_lanes_i(write_lanes_i & {Banks{write[0]}}),
    .write_row_i, .write_column_i, .words_i(input_words)
  );
  matrix_memory #(
    .Width(1), .Rows(Batch), .Columns(Outputs), .Banks(Banks), .Transposable(0)
  ) u_t (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(t_o), .write_lanes_i(write_lanes_i & {Banks{write[1]}}),
    .write_row_i, .write_column_i, .words_i(target_words)
  );
  matrix_memory #(
    .Width(WeightWidth), .Rows(Inputs + 1), .Columns(Hidden), .Banks(Banks), .Transposable(0)
  ) u_w1 (
    .clk_i, .read_transposed_i(right_transposed_i), .read_row_i(right_row_i),
    .read_column_i(right_column_i), .words_o(w1_o), .write_lanes_i(write_lanes_i & {Banks{write[2]}}),
    .write_row_i, .write_column_i, .words_i(weight_words)
  );
  matrix_memory #(
    .Width(WeightWidth), .Rows(Hidden + 1), .Columns(Outputs), .Banks(Banks),
    .Transposable(TransposedWeights)
  ) u_w2 (
    .clk_i, .read_transposed_i(right_transposed_i), .read_row_i(right_row_i),
    .read_column_i(right_column_i), .words_o(w2_o), .write_lanes_i(write_lanes_i & {Banks{write[3]}}),
    .write_row_i, .write_column_i, .words_i(weight_words)
  );
  matrix_memory #(
    .Width(AddressWidth), .Rows(Batch), .Columns(Hidden), .Banks(Banks), .Transposable(0)
  ) u_z1 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(z1_o), .write_lanes_i(write_lanes_i & {Banks{write[7]}}),
    .write_row_i, .write_column_i, .words_i(address_words)
  );
  matrix_memory #(
    .Width(AddressWidth), .Rows(Batch), .Columns(Outputs), .Banks(Banks), .Transposable(0)
  ) u_z2 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(z2_o), .write_lanes_i(write_lanes_i & {Banks{write[8]}}),
    .write_row_i, .write_column_i, .words_i(address_words)
  );
  matrix_memory #(
    .Width(ActivationWidth), .Rows(Batch), .Columns(Hidden), .Banks(Banks), .Transposable(1)
  ) u_a1 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(a1_o), .write_lanes_i(write_lanes_i & {Banks{write[9]}}),
    .write_row_i, .write_column_i, .words_i(activation_words)
  );
  matrix_memory #(
    .Width(ActivationWidth), .Rows(Batch), .Columns(Outputs), .Banks(Banks), .Transposable(0)
  ) u_a2 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(a2_o), .write_lanes_i(write_lanes_i & {Banks{write[10]}}),
    .write_row_i, .write_column_i, .words_i(activation_words)
  );
  matrix_memory #(
    .Width(DeltaWidth), .Rows(Batch), .Columns(Outputs), .Banks(Banks), .Transposable(1)
  ) u_d2 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(d2_o), .write_lanes_i(write_lanes_i & {Banks{write[11]}}),
    .write_row_i, .write_column_i, .words_i(delta_words)
  );
  matrix_memory #(
    .Width(DeltaWidth), .Rows(Batch), .Columns(Hidden), .Banks(Banks), .Transposable(0)
  ) u_e1 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(e1_o), .write_lanes_i(write_lanes_i & {Banks{write[12]}}),
    .write_row_i, .write_column_i, .words_i(delta_words)
  );
  matrix_memory #(
    .Width(DeltaWidth), .Rows(Batch), .Columns(Hidden), .Banks(Banks), .Transposable(0)
  ) u_d1 (
    .clk_i, .read_transposed_i(left_transposed_i), .read_row_i(left_row_i),
    .read_column_i(left_column_i), .words_o(d1_o), .write_lanes_i(write_lanes_i & {Banks{write[13]}}),
    .write_row_i, .write_column_i, .words_i(delta_words)
  );
  matrix_memory #(
    .Width(GradientWidth), .Rows(Batch), .Columns(Hidden), .Banks(Banks), .Transposable(0)
  ) u_g1 (
    .clk_i, .read_transposed_i(right_transposed_i), .read_row_i(right_row_i),
    .read_column_i(right_column_i), .words_o(g1_o), .write_lanes_i(write_lanes_i & {Banks{write[14]}}),
    .write_row_i, .write_column_i, .words_i(gradient_words)
  );
  matrix_memory #(
    .Width(GradientWidth), .Rows(Batch), .Columns(Outputs), .Banks(Banks), .Transposable(0)
  ) u_g2 (
    .clk_i, .read_transposed_i(right_transposed_i), .read_row_i(right_row_i),
    .read_column_i(right_column_i), .words_o(g2_o), .write_lanes_i(write_lanes_i & {Banks{write[15]}}),
    .write_row_i, .write_column_i, .words_i(gradient_words)
  );

  if (FeedbackRows == 0) begin : g_no_feedback
    assign f_o = '0;
    logic unused_feedback;
    assign unused_feedback = ^feedback_words;
  end else begin : g_feedback
    logic write_f;
    assign write_f = write[4] && write_row_i < 16'(FeedbackRows);
    matrix_memory #(
      .Width(FeedbackWidth), .Rows(FeedbackRows), .Columns(Hidden), .Banks(Banks), .Transposable(0)
    ) u_f (
      .clk_i, .read_transposed_i(1'b0), .read_row_i(right_row_i), .read_column_i(right_column_i),
      .words_o(f_o), .write_lanes_i(write_lanes_i & {Banks{write_f}}), .write_row_i,
      .write_column_i, .words_i(feedback_words)
    );
  end

  if (SelectionRows == 0) begin : g_no_selections
    assign selections_o = '0;
    assign errors_o = '0;
    logic unused_selections;
    assign unused_selections = ^{selection_words, write[4]};
  end else begin : g_selections
    logic write_selections;
    logic [15:0] selection_row, read_row;
    assign selection_row = write_row_i - 16'(FeedbackRows);
    assign write_selections = write[4] && selection_row < 16'(SelectionRows);
    // The one row of a plain selection is read whatever row is addressed.
    assign read_row = (SelectionRows == 1) ? 16'd0 : right_row_i;
    matrix_memory #(
      .Width(IndexWidth), .Rows(SelectionRows), .Columns(Hidden), .Banks(Banks), .Transposable(0)
    ) u_selections (
      .clk_i, .read_transposed_i(1'b0), .read_row_i(read_row), .read_column_i(right_column_i),
      .words_o(selections_o), .write_lanes_i(write_lanes_i & {Banks{write_selections}}),
      .write_row_i(selection_row), .write_column_i, .words_i(selection_words)
    );

    // A second copy of d2, a whole row a word, because a router may ask for any of its elements.
    localparam int BatchBits = (Batch > 1) ? $clog2(Batch) : 1;
    for (genvar o = 0; o < Outputs; o++) begin : g_output
      logic [DeltaWidth-1:0] words [0:Batch-1];
      logic [DeltaWidth-1:0] word_q;
      logic write_word;
      assign write_word = write[11] && write_lanes_i[o%Columns]
          && write_column_i == 16'(o / Columns * Columns);
      always_ff @(posedge clk_i) begin
        if (write_word) begin
          words[write_row_i[BatchBits-1:0]] <= delta_words[(o%Columns)*DeltaWidth+:DeltaWidth];
        end
        word_q <= words[left_row_i[BatchBits-1:0]];
      end
      assign errors_o[o*DeltaWidth+:DeltaWidth] = word_q;
    end
  end

  logic unused_write;
  assign unused_write = ^write[6:5];

endmodule

`default_nettype wire
