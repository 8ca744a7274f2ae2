# The zip that lambdazip build writes, shared by all functions. Its bytes change only if a program or file in it changes;
# until then, terraform plan shows no changes.
locals {
  package = "${path.module}/dist/lambda.zip"
}

resource "aws_lambda_function" "pre_sign_up" {
  function_name    = "${var.name}-pre-sign-up"
  role             = aws_iam_role.functions.arn
  filename         = local.package
  source_code_hash = filebase64sha256(local.package)
  handler          = "bin/pre-sign-up"
  runtime          = "provided.al2023"
  architectures    = ["arm64"]
  memory_size      = 128
  timeout          = 5

  environment {
    variables = {
      DOMAINS = join(",", var.domains)
    }
  }
}

resource "aws_lambda_function" "custom_message" {
  function_name    = "${var.name}-custom-message"
  role             = aws_iam_role.functions.arn
  filename         = local.package
  source_code_hash = filebase64sha256(local.package)
  handler          = "bin/custom-message"
  runtime          = "provided.al2023"
  architectures    = ["arm64"]
  memory_size      = 128
  timeout          = 5
}

resource "aws_lambda_function" "pre_token" {
  function_name    = "${var.name}-pre-token"
  role             = aws_iam_role.functions.arn
  filename         = local.package
  source_code_hash = filebase64sha256(local.package)
  handler          = "bin/pre-token"
  runtime          = "provided.al2023"
  architectures    = ["arm64"]
  memory_size      = 128
  timeout          = 5
}

resource "aws_iam_role" "functions" {
  name = "${var.name}-functions"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.functions.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_cognito_user_pool" "members" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]

  lambda_config {
    pre_sign_up          = aws_lambda_function.pre_sign_up.arn
    custom_message       = aws_lambda_function.custom_message.arn
    pre_token_generation = aws_lambda_function.pre_token.arn
  }
}

resource "aws_lambda_permission" "cognito" {
  for_each = {
    pre_sign_up    = aws_lambda_function.pre_sign_up.function_name
    custom_message = aws_lambda_function.custom_message.function_name
    pre_token      = aws_lambda_function.pre_token.function_name
  }

  statement_id  = "cognito"
  action        = "lambda:InvokeFunction"
  function_name = each.value
  principal     = "cognito-idp.amazonaws.com"
  source_arn    = aws_cognito_user_pool.members.arn
}
